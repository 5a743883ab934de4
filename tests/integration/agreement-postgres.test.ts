import { describeAgreement } from '../support/agreement/agreement.ts';
import { serverUrl } from '../support/servers.ts';

describeAgreement('postgres', await serverUrl('postgres'));
