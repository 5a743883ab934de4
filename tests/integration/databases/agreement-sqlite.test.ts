import { describeAgreement } from '../../support/agreement/agreement.ts';

describeAgreement('sqlite', '');
