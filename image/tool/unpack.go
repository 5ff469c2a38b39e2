package main

import (
	"errors"
	"io"
	"os"
	"os/exec"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
)

// unpack writes the file system of an image of a layout into a folder, as a container runtime would see it.
func unpack(arguments []string) error {
	if len(arguments) != 3 {
		return errors.New("unpack takes the layout, the platform and the folder")
	}
	platform, err := v1.ParsePlatform(arguments[1])
	if err != nil {
		return err
	}
	image, err := fromLayout(arguments[0], *platform)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(arguments[2], 0o755); err != nil {
		return err
	}
	content := mutate.Extract(image)
	defer content.Close()
	tar := exec.Command("tar", "-x", "--preserve-permissions", "--no-same-owner", "-C", arguments[2])
	tar.Stdin, tar.Stderr = content, os.Stderr
	if err := tar.Run(); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, content)
	return err
}
