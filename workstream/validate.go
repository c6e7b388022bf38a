package workstream

import (
	"fmt"

	"github.com/go-playground/validator/v10"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// TagMonths is a tag for form structs of hosts: on a number field it accepts a
// duration in months that is typical under the newest built-in policy (WST-01).
const TagMonths = "workstream_months"

// RegisterValidations adds the tag of this package to a validator, see
// [dialog.RegisterValidations].
func RegisterValidations(v *validator.Validate) error {
	table, err := Policy()
	if err != nil {
		return err
	}
	ps, err := dialog.NewPolicies(table)
	if err != nil {
		return err
	}
	p := policyOn(ps, dialog.Date{})
	err = v.RegisterValidation(TagMonths, func(fl validator.FieldLevel) bool {
		f := fl.Field()
		return f.CanInt() && int64(p.min.Value) <= f.Int() && f.Int() <= int64(p.max.Value)
	})
	if err != nil {
		return fmt.Errorf("register validation %s: %w", TagMonths, err)
	}
	return nil
}
