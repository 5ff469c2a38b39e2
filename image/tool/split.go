package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"strings"
)

// What changes with each commit. All else in the jar changes with a version of a dependency.
const ours = "com/justfaas/"

const manifest = "META-INF/MANIFEST.MF"

// split divides the product's jar into our classes and its dependencies, so that a new image of the same
// dependencies shares their layer. Entries are copied as they are, compressed bytes included; the manifest goes to
// both, because it says that both have classes for several versions of Java.
func split(arguments []string) error {
	if len(arguments) != 3 {
		return fmt.Errorf("split takes the jar, the classes jar and the dependencies jar, not %d arguments", len(arguments))
	}
	jar, err := zip.OpenReader(arguments[0])
	if err != nil {
		return fmt.Errorf("%s: %w", arguments[0], err)
	}
	defer jar.Close()
	isOurs := func(name string) bool { return strings.HasPrefix(name, ours) }
	if err := copyEntries(jar.File, arguments[1], isOurs); err != nil {
		return err
	}
	return copyEntries(jar.File, arguments[2], func(name string) bool { return !isOurs(name) })
}

func copyEntries(entries []*zip.File, path string, wanted func(string) bool) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	writer := zip.NewWriter(file)
	for _, entry := range entries {
		if entry.Name != manifest && !wanted(entry.Name) {
			continue
		}
		if err := copyEntry(writer, entry); err != nil {
			return fmt.Errorf("%s in %s: %w", entry.Name, path, err)
		}
	}
	if err := writer.Close(); err != nil {
		return err
	}
	return file.Close()
}

func copyEntry(writer *zip.Writer, entry *zip.File) error {
	content, err := entry.OpenRaw()
	if err != nil {
		return err
	}
	header := entry.FileHeader
	if entry.FileInfo().IsDir() {
		header.Method, header.CompressedSize64, header.Flags = zip.Store, 0, 0
		_, err = writer.CreateRaw(&header)
		return err
	}
	to, err := writer.CreateRaw(&header)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, content)
	return err
}
