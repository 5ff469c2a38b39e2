package main

import (
	"archive/tar"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"sort"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// writeArchive puts the layout into one file, and beside it the manifest.json of `docker save`, which points to the
// same blobs: containerd and skopeo read the one, an older `docker load` the other.
func writeArchive(layoutFolder, path, tag string) error {
	legacy, err := legacyManifest(layoutFolder, tag)
	if err != nil {
		return err
	}
	file, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	defer file.Close()
	writer := tar.NewWriter(file)
	if err := addTree(writer, layoutFolder); err != nil {
		return err
	}
	if err := addBytes(writer, "manifest.json", legacy); err != nil {
		return err
	}
	if err := writer.Close(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

func addTree(writer *tar.Writer, folder string) error {
	var names []string
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	sort.Strings(names)
	for _, path := range names {
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if err := addPlain(writer, path, filepath.ToSlash(name)); err != nil {
			return err
		}
	}
	return nil
}

func addPlain(writer *tar.Writer, path, name string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if err := writer.WriteHeader(plainHeader(name, info.Size())); err != nil {
		return err
	}
	_, err = io.Copy(writer, file)
	return err
}

func addBytes(writer *tar.Writer, name string, content []byte) error {
	if err := writer.WriteHeader(plainHeader(name, int64(len(content)))); err != nil {
		return err
	}
	_, err := writer.Write(content)
	return err
}

func plainHeader(name string, size int64) *tar.Header {
	return &tar.Header{Name: name, Size: size, Mode: 0o644, ModTime: time.Unix(0, 0), Typeflag: tar.TypeReg}
}

// The format knows no platforms: of several images it names the first.
func legacyManifest(layoutFolder, tag string) ([]byte, error) {
	images, err := imagesOf(layoutFolder)
	if err != nil {
		return nil, err
	}
	manifest, err := images[0].Manifest()
	if err != nil {
		return nil, err
	}
	blob := func(hash v1.Hash) string { return "blobs/" + hash.Algorithm + "/" + hash.Hex }
	legacy := tarball.Descriptor{Config: blob(manifest.Config.Digest), RepoTags: []string{tag}}
	for _, layer := range manifest.Layers {
		legacy.Layers = append(legacy.Layers, blob(layer.Digest))
	}
	return json.Marshal(tarball.Manifest{legacy})
}
