package intake

import lewu "github.com/lewu-id/lewu"

// The permissions of the road. Redaction and publication without a second pair
// of eyes are for the terminal alone: no role has them.
const (
	MayReceive  = "intake.receive"  // send, answer, correct, submit: within an agency
	MayRead     = "intake.read"     // see what an agency has on the road
	MayConfirm  = "intake.confirm"  // the owner of the substance: the figures are ours and right
	MayApprove  = "intake.approve"  // the walidata: the form is right; returns with a reason too
	MayWithdraw = "intake.withdraw" // take a version back, or put it back
	MayDescribe = "intake.describe" // what is said of a dataset
	MayPublish  = "intake.publish"  // alone
	MayRedact   = "intake.redact"
)

// Permissions are who may do what on the road.
func Permissions() []lewu.Permission {
	perm := func(name string, strong bool, roles ...lewu.Role) lewu.Permission {
		return lewu.Permission{Name: name, Roles: roles, Strong: strong}
	}
	return []lewu.Permission{
		perm(MayReceive, false, lewu.RoleOperator, lewu.RoleVerifier),
		perm(MayRead, false, lewu.RoleOperator, lewu.RoleVerifier, lewu.RoleSubstance, lewu.RoleWalidata, lewu.RoleLeader, lewu.RoleAuditor),
		perm(MayConfirm, true, lewu.RoleVerifier, lewu.RoleSubstance),
		perm(MayApprove, true, lewu.RoleWalidata),
		perm(MayWithdraw, true, lewu.RoleWalidata),
		perm(MayDescribe, false, lewu.RoleOperator, lewu.RoleVerifier, lewu.RoleWalidata),
		perm(MayPublish, true),
		perm(MayRedact, true),
	}
}
