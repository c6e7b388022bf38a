package dialog

// monthDays are the days of the months in a common year; index 0 is not used.
var monthDays = [...]int{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// daysIn returns the number of days of a month from 1 to 12.
func daysIn(year, month int) int {
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return monthDays[month]
}

// number counts the days of the Gregorian calendar; consecutive days have
// consecutive numbers. The date is known to the day.
//
// Years are taken to begin in March, so that the leap day is the last of its
// year: y years have 365y + y/4 − y/100 + y/400 days, because exactly those leap
// days lie behind the first of March of year y. Within such a year the months
// have 31, 30, 31, 30, 31 days, twice, and then 31 and the rest; (153m + 2) / 5
// is the number of days before month m of it (m = 0 for March): 0, 31, 61, 92,
// 122, 153, 184, 214, 245, 275, 306, 337. All terms are below 2³¹.
func (d Date) number() int {
	y, m := int(d.year), int(d.month)-3
	if m < 0 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + int(d.day)
}

// fromNumber is the inverse of [Date.number]: fromNumber(d.number()) == d. It
// returns the zero Date for a number outside the years that a Date can have.
func fromNumber(n int) Date {
	if n < (Date{minYear, 1, 1}).number() || n > (Date{maxYear, 12, 31}).number() {
		return Date{}
	}
	// 146,097 days are 400 years. The quotient is the year or the one after it,
	// because leap days come early in the estimate; one step back corrects that.
	y := (400*n + 400) / 146097
	if (Date{int16(y), 3, 1}).number() > n {
		y--
	}
	day := n - (Date{int16(y), 3, 1}).number() // 0 on the first of March
	m := (5*day + 2) / 153
	day -= (153*m + 2) / 5
	if m += 3; m > 12 {
		y, m = y+1, m-12
	}
	return Date{int16(y), uint8(m), uint8(day + 1)}
}

// AddDays returns the day n days later, or earlier for a negative n. It is the
// zero Date when d is not known to the day or the result is beyond the years 1
// to 9999.
func (d Date) AddDays(n int) Date {
	const all = maxYear * 366 // beyond this no sum is a day, and none overflows
	if d.Precision() != PrecisionDay || n > all || n < -all {
		return Date{}
	}
	return fromNumber(d.number() + n)
}

// DaysUntil returns the number of days from d to e, negative when e is earlier;
// false when one of them is not known to the day.
func (d Date) DaysUntil(e Date) (int, bool) {
	if d.Precision() != PrecisionDay || e.Precision() != PrecisionDay {
		return 0, false
	}
	return e.number() - d.number(), true
}
