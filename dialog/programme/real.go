package programme

import (
	"embed"
	"io/fs"
)

//go:embed testdata/real/dialog-fuer-cybersicherheit.yaml
var realFiles embed.FS

// RealFile is the name of the real programme's file in [RealFS].
const RealFile = "dialog-fuer-cybersicherheit.yaml"

// RealFS holds the real programme, as far as public sources tell it.
func RealFS() fs.FS {
	sub, err := fs.Sub(realFiles, "testdata/real")
	if err != nil {
		panic("dialog/programme: RealFS: " + err.Error()) // the name above is wrong
	}
	return sub
}

// Real returns the real programme.
func Real() (*Programme, error) { return Load(RealFS(), RealFile) }
