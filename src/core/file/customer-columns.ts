/** The columns of the customer template, in order: where a value is stored, who may see it, and an example. */

/** `no`: not personal; `yes`: personal; `secret`: personal, and masked everywhere but in the store. */
type Privacy = 'no' | 'yes' | 'secret';

export interface Column {
  readonly label: string;
  /** `table.column`, with the kind of row in brackets where a customer has several; `null` for `action`. */
  readonly stored: string | null;
  readonly privacy: Privacy;
  readonly example: string;
}

/** The vendor's published labels first (`action` to `status`), then the published field names. */
export const CUSTOMER_COLUMNS: readonly Column[] = [
  { label: 'action', stored: null, privacy: 'no', example: 'EXAMPLE - delete this row' },
  { label: 'customerId', stored: 'customer_entity.id', privacy: 'no', example: '' },
  { label: 'importId', stored: 'customer_entity.import_id', privacy: 'no', example: 'EX-1001' },
  { label: 'status', stored: 'customer_entity.status_id', privacy: 'no', example: '1' },
  { label: 'customerType', stored: 'customer_entity.customer_type', privacy: 'no', example: 'individual' },
  { label: 'customerIdType', stored: 'customer_entity.customer_id_type', privacy: 'no', example: 'ssn' },
  { label: 'ssn', stored: 'customer_entity.ssn', privacy: 'secret', example: '000-00-0000' },
  { label: 'firstName', stored: 'customer_entity.first_name', privacy: 'yes', example: 'Jordan' },
  { label: 'middleName', stored: 'customer_entity.middle_name', privacy: 'yes', example: '' },
  { label: 'lastName', stored: 'customer_entity.last_name', privacy: 'yes', example: 'Example' },
  { label: 'generationCode', stored: 'customer_entity.generation_code', privacy: 'no', example: 'none' },
  { label: 'companyName', stored: 'customer_entity.company_name', privacy: 'yes', example: '' },
  { label: 'contactName', stored: 'customer_entity.contact_name', privacy: 'yes', example: '' },
  { label: 'birthDate', stored: 'customer_entity.birth_date', privacy: 'secret', example: '1980-01-31' },
  { label: 'gender', stored: 'customer_entity.gender', privacy: 'yes', example: 'unknown' },
  {
    label: 'driverLicense',
    stored: 'customer_entity.driver_license',
    privacy: 'secret',
    example: 'X0000000',
  },
  { label: 'email', stored: 'customer_entity.email', privacy: 'yes', example: 'jordan@example.com' },
  {
    label: 'accessUserName',
    stored: 'customer_entity.access_user_name',
    privacy: 'yes',
    example: 'jordan.example',
  },
  { label: 'creditLimit', stored: 'customer_entity.credit_limit_cents', privacy: 'no', example: '1500.00' },
  {
    label: 'primaryAddress1',
    stored: 'customer_address.address1[primary]',
    privacy: 'yes',
    example: '1 Example Street',
  },
  {
    label: 'primaryAddress2',
    stored: 'customer_address.address2[primary]',
    privacy: 'yes',
    example: 'Unit 2',
  },
  { label: 'primaryCity', stored: 'customer_address.city[primary]', privacy: 'yes', example: 'Sacramento' },
  { label: 'primaryState', stored: 'customer_address.state[primary]', privacy: 'yes', example: 'CA' },
  { label: 'primaryZipcode', stored: 'customer_address.zipcode[primary]', privacy: 'yes', example: '94203' },
  { label: 'primaryCountry', stored: 'customer_address.country[primary]', privacy: 'no', example: 'usa' },
  { label: 'mailAddress1', stored: 'customer_address.address1[mail]', privacy: 'yes', example: 'PO Box 1' },
  { label: 'mailAddress2', stored: 'customer_address.address2[mail]', privacy: 'yes', example: '' },
  { label: 'mailCity', stored: 'customer_address.city[mail]', privacy: 'yes', example: 'Sacramento' },
  { label: 'mailState', stored: 'customer_address.state[mail]', privacy: 'yes', example: 'CA' },
  { label: 'mailZipcode', stored: 'customer_address.zipcode[mail]', privacy: 'yes', example: '94203-0001' },
  { label: 'mailCountry', stored: 'customer_address.country[mail]', privacy: 'no', example: 'usa' },
  { label: 'cellPhone', stored: 'customer_phone.number[cell]', privacy: 'yes', example: '9165550100' },
  { label: 'homePhone', stored: 'customer_phone.number[home]', privacy: 'yes', example: '9165550101' },
  { label: 'officePhone', stored: 'customer_phone.number[office]', privacy: 'yes', example: '9165550102' },
  { label: 'fax', stored: 'customer_phone.number[fax]', privacy: 'yes', example: '9165550103' },
  {
    label: 'employerName',
    stored: 'customer_employer.company_name',
    privacy: 'yes',
    example: 'Example Works',
  },
  { label: 'employerTitle', stored: 'customer_employer.title', privacy: 'yes', example: 'Clerk' },
  { label: 'employerPhone', stored: 'customer_employer.phone', privacy: 'yes', example: '9165550104' },
  { label: 'employerHireDate', stored: 'customer_employer.hire_date', privacy: 'yes', example: '2015-06-01' },
  {
    label: 'employerIncome',
    stored: 'customer_employer.income_cents',
    privacy: 'secret',
    example: '52000.00',
  },
  {
    label: 'employerIncomeFrequency',
    stored: 'customer_employer.income_frequency',
    privacy: 'no',
    example: 'annually',
  },
  { label: 'employerPayDate', stored: 'customer_employer.pay_date', privacy: 'yes', example: '2026-01-15' },
  {
    label: 'employerPayDateFrequency',
    stored: 'customer_employer.pay_date_frequency',
    privacy: 'no',
    example: 'biWeekly',
  },
  { label: 'equifaxScore', stored: 'customer_credit_score.equifax', privacy: 'secret', example: '700' },
  { label: 'transunionScore', stored: 'customer_credit_score.transunion', privacy: 'secret', example: '700' },
  { label: 'experianScore', stored: 'customer_credit_score.experian', privacy: 'secret', example: '700' },
  { label: 'ofacMatch', stored: 'customer_entity.ofac_match', privacy: 'no', example: '0' },
  { label: 'ofacTested', stored: 'customer_entity.ofac_tested', privacy: 'no', example: '1' },
];
