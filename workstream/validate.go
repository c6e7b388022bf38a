package workstream

import (
	"fmt"
	"math"

	"github.com/go-playground/validator/v10"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// TagMonths is a tag for form structs of hosts: on a field with a
// whole number it accepts a duration in months that is typical under the newest built-in policy (WST-01).
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
	err = v.RegisterValidation(TagMonths, func(fl validator.FieldLevel) bool {
		switch f := fl.Field(); {
		case f.CanInt():
			return typical(ps, f.Int())
		case f.CanUint():
			return f.Uint() <= math.MaxInt64 && typical(ps, int64(f.Uint()))
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("register validation %s: %w", TagMonths, err)
	}
	return nil
}

func typical(ps *dialog.Policies, months int64) bool {
	return months == int64(int(months)) && TypicalMonths(ps, dialog.Date{}, int(months))
}
