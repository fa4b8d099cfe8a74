package campaign

// RoleKind is a part somebody plays in the campaign.
type RoleKind string

// The roles (S7-S9, S67).
const (
	Contact   RoleKind = "contact"
	UnitHead  RoleKind = "unit_head"
	Secretary RoleKind = "secretary"
	Leader    RoleKind = "leader"
	Observer  RoleKind = "observer"
	Admin     RoleKind = "admin"
)

// Role binds a kind to a unit and a year. Secretary, leader, observer and
// admin act for the bloc; their Unit may be empty.
type Role struct {
	Kind   RoleKind `json:"kind"`
	Unit   string   `json:"unit,omitempty"`
	Year   int      `json:"year"`
	Deputy bool     `json:"deputy,omitempty"`
}
