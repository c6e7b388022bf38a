package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// memory is the file beside the key in which the closes stand that were signed: an object
// with the text of the close by the hash of the opening.
func memory(key string) string { return key + ".signed" }

// recall tells a witness what it has signed before.
func recall(key string, w *box.Witness) error {
	data, err := os.ReadFile(memory(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	signed := map[ballot.Digest]string{}
	if err := json.Unmarshal(data, &signed); err != nil {
		return fmt.Errorf("%s: %w", memory(key), err)
	}
	for opening, text := range signed {
		w.Remember(opening, text)
	}
	return nil
}

// keep writes down what a witness has signed, aside first, so that the file is never half
// of one.
func keep(key string, w *box.Witness) error {
	signed := map[ballot.Digest]string{}
	for opening, text := range w.Signed() {
		signed[opening] = text
	}
	data, err := json.MarshalIndent(signed, "", "  ")
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(memory(key)); err == nil && bytes.Equal(old, data) {
		return nil
	}
	aside := memory(key) + ".new"
	f, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(aside, memory(key))
}
