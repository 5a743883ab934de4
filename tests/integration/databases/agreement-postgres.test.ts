import { describeAgreement } from '../../support/agreement/agreement.ts';
import { serverUrl } from '../../support/offices/servers.ts';

describeAgreement('postgres', await serverUrl('postgres'));
