package i18n_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

var anyPlaceholder = regexp.MustCompile(`\{[^{}]*\}`)

// Paths and keys of files, such as facts.for_profit.
// and words of the file format in quotation marks.
var identifier = regexp.MustCompile(`[„“][a-z_-]+[“”]|(^|[^\p{L}])[a-z]+(?:[._][a-z0-9_]+)+`)

// Names that stand in both languages, and words of the file formats.
var properNames = regexp.MustCompile(`Dialog für Cybersicherheit|Sichere Informationsgesellschaft|Denkwerkst(?:att|ätten)|denkwerkstaetten|Bundesamt für Sicherheit in der Informationstechnik|Reallabor|Zielsetzung des Dialogs|als Dialogplattform|Gemeinsame Arbeit in den Workstreams|Begleitung durch das Dialogkomitee`)

// lint returns what is wrong with a text of a language; nil for a clean one.
func lint(lang, template string) []string {
	text := identifier.ReplaceAllString(anyPlaceholder.ReplaceAllString(template, "0"), "${1}0")
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	laidOut := strings.Contains(text, "\n") // in columns, like the help of a program
	if strings.Contains(text, "  ") && !laidOut || text != strings.TrimSpace(text) {
		fault("superfluous blank")
	}
	if strings.Contains(text, "...") {
		fault("three dots: write …")
	}
	if strings.ContainsAny(text, `"`) {
		fault("straight quotation marks")
	}
	for _, rule := range lintRules[lang] {
		subject := text
		if rule.withoutNames {
			subject = properNames.ReplaceAllString(text, "")
		}
		for _, found := range rule.pattern.FindAllString(subject, -1) {
			fault("%s: %q", rule.what, found)
		}
	}
	if lang == "de" {
		faults = append(faults, genericMasculine(text)...)
	}
	return faults
}

type lintRule struct {
	what         string
	pattern      *regexp.Regexp
	withoutNames bool
}

// words matches whole words; \b knows ASCII only, so letters are excluded by hand.
func words(list string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\p{L}-])(?:` + strings.Join(strings.Fields(list), "|") + `)(?:[^\p{L}-]|$)`)
}

var lintRules = map[string][]lintRule{
	"de": {
		{"English", words(`the The and And of is Is not with With for For from must should are by this This that which has have will be to`), true},
		{"informal address", words(`[Dd]u [Dd]ich [Dd]ir [Dd]ein [Dd]eine [Dd]einen [Dd]einem [Dd]einer [Dd]eines [Ee]uch [Ee]uer [Ee]ure [Ee]uren [Ee]urem [Ee]urer [Ii]hr.(?:habt|seid|könnt|müsst|sollt|dürft)`), false},
		{"special character for gender", regexp.MustCompile(`\p{L}[*:_·/]-?in(?:nen)?(?:[^\p{L}]|$)|\p{L}\((?:in|innen)\)|\p{Ll}In(?:nen)?(?:[^\p{L}]|$)`), false},
		{"English quotation marks", regexp.MustCompile(`[”‘]|[^„]*“[^“”„]*“`), false},
		{"old spelling", words(`daß muß Schluß`), false},
	},
	"en": {
		{"German letter", regexp.MustCompile(`\p{L}*[äöüßÄÖÜ]\p{L}*`), true},
		{"German", words(`und oder der das ist nicht ein eine einen einem einer mit von bis ab wird werden sich auf dem den des im zum zur sind als auch nur kein keine Sie`), true},
		{"German quotation marks", regexp.MustCompile(`[„‚]`), false},
		{"American spelling", regexp.MustCompile(`(?i)\p{L}*(?:organiz|recogniz|summariz|authoriz|minimiz|maximiz)\p{L}*|\b(?:programs?|centers?|colors?|favors?|catalogs?|labeled|canceled|licensed? under)\b`), false},
		{"contraction", regexp.MustCompile(`\p{L}+n[’']t\b`), false},
	},
}

// Persons' words whose masculine form alone would stand for everybody, by the
// part that both forms share. Compounds such as Wählerverzeichnis are legal terms.
var masculine = regexp.MustCompile(`(?:^|[^\p{L}])((?:\p{L}*)(?:[Tt]eilnehm|[Vv]ertret|[Bb]ürg|[Nn]utz|[Ww]ähl|[Ee]ntwickl|[Aa]nwend|[Bb]ewerb|[Rr]edn|[Ss]prech|[Ll]eit|[Mm]itarbeit|[Bb]etreib|[Bb]esuch|[Ll]es|[Ww]issenschaftl|[Kk]ünstl|[Uu]nternehm|[Vv]eranstalt|[Ee]mpfäng|[Pp]rüf|[Vv]erwalt|[Bb]eisitz|[Nn]achfolg|[Vv]orgäng|[Bb]erat|[Vv]erbrauch|[Ff]orsch|[Ii]nhab|[Bb]esitz|[Ee]igentüm|[Uu]rheb|[Ee]inreich|[Aa]ntragstell|[Ff]ördernehm|[Mm]itbewerb|[Zz]ähl)er)(?:n|s)?(?:[^\p{L}]|$)|(?:^|[^\p{L}])(\p{L}*(?:[Ee]xpert|[Kk]andidat|[Jj]ournalist|[Ss]tudent|[Aa]bsolvent|[Zz]eug|[Kk]olleg|[Bb]eauftragt|[Mm]oderator|[Oo]rganisator|[Aa]utor|[Aa]ktivist|[Dd]elegiert|[Pp]at))(?:e|en|er)?(?:[^\p{L}]|$)`)

// genericMasculine finds masculine forms without the feminine beside them.
func genericMasculine(text string) []string {
	var faults []string
	for _, m := range masculine.FindAllStringSubmatchIndex(text, -1) {
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		stem := text[from:to]
		if neutral[stem] {
			continue
		}
		near := text[max(0, from-40):min(len(text), to+40)]
		if !strings.Contains(strings.ToLower(near), strings.ToLower(stem)+"in") {
			faults = append(faults, fmt.Sprintf("generic masculine: %q", stem))
		}
	}
	return faults
}

// Stems that are also words for things, and forms that are the same for all
// genders. "Verbraucher…" in the name of an organisation is a name.
var neutral = map[string]bool{"Leiter": true, "Zähler": true, "zähler": true, "pat": true, "Pat": true,
	"Beauftragt": true, "beauftragt": true, "Delegiert": true, "delegiert": true, "weiter": true, "breiter": true, "dieser": true, "erwalter": true}

func TestTextsKeepToTheirLanguageAndStyle(t *testing.T) {
	c := i18n.Default()
	for _, lang := range languages {
		for key := range c.Keys(lang) {
			for _, template := range c.Forms(lang, key) {
				if strings.HasPrefix(key, "language.") {
					continue
				}
				assert.Empty(t, lint(lang, template), "%s: %s: %s", c.Position(lang, key), key, template)
			}
		}
	}
}

func TestLintFindsWhatItIsFor(t *testing.T) {
	cases := []struct {
		lang, text string
		clean      bool
	}{
		{"de", "Die Teilnehmer stimmen ab.", false},
		{"de", "Die Teilnehmerinnen und Teilnehmer stimmen ab.", true},
		{"de", "Alle Teilnehmenden stimmen ab.", true},
		{"de", "Die Teilnehmer und Teilnehmerinnen stimmen ab.", true},
		{"de", "Den Vertretern sagt das niemand.", false},
		{"de", "Eine Zeugin oder ein Zeuge unterschreibt.", true},
		{"de", "Ein Zeuge unterschreibt.", false},
		{"de", "Das Wählerverzeichnis liegt aus.", true},
		{"de", "Die Teilnehmer*innen stimmen ab.", false},
		{"de", "Die Teilnehmer:innen stimmen ab.", false},
		{"de", "Die Teilnehmer_innen stimmen ab.", false},
		{"de", "Die TeilnehmerInnen stimmen ab.", false},
		{"de", "Die Teilnehmer(innen) stimmen ab.", false},
		{"de", "Die Expert/-innen stimmen ab.", false},
		{"de", "Wähle deine Gruppe.", false},
		{"de", "Wählen Sie Ihre Gruppe.", true},
		{"de", "Tragen Sie „facts.for_profit“ ein.", true},
		{"de", "Das Komitee und ihr Mitglied.", true},
		{"de", "Please choose the group.", false},
		{"de", "Hier steht “{x}”.", false},
		{"de", "Hier steht „{x}“ und „{y}“.", true},
		{"de", `Hier steht "{x}".`, false},
		{"en", "Choose the group.", true},
		{"en", "Choose die Gruppe und more.", false},
		{"en", "The Denkwerkstätten of the Dialog für Cybersicherheit.", true},
		{"en", "The Würde.", false},
		{"en", "The organization.", false},
		{"en", "The program.", false},
		{"en", "The programme “{x}”.", true},
		{"en", "The programme „{x}“.", false},
	}
	for _, tc := range cases {
		assert.Equal(t, tc.clean, lint(tc.lang, tc.text) == nil, "%s: %v", tc.text, lint(tc.lang, tc.text))
	}
}
