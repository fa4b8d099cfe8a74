package storage

import "thidua/campaign"

// HeadReports is keyed by K(campaign, duty).
var HeadReports = Table[campaign.HeadReport]{"head_reports"}
