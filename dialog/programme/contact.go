package programme

// OfficeAddress is the e-mail address of the programme office (Geschäftsstelle);
// source, last paragraph. Reports name it where a person is told to ask.
const OfficeAddress = "projekt-digitalegesellschaft@bsi.bund.de"
