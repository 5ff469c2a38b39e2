package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/match"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// baseImage is what the layers go on: nothing, or the image of that platform in an OCI layout, in an archive, or in a
// registry. An archive is unpacked into the scratch folder, which the image is read from.
func baseImage(base, scratch string, platform v1.Platform) (v1.Image, error) {
	if base == "" {
		return mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON), nil
	}
	image, err := open(base, scratch, platform)
	if err != nil {
		return nil, fmt.Errorf("IMAGE_BASE: %w", err)
	}
	return image, nil
}

func open(base, scratch string, platform v1.Platform) (v1.Image, error) {
	info, err := os.Stat(base)
	switch {
	case err != nil:
		return pull(base, platform)
	case info.IsDir():
		return fromLayout(base, platform)
	default:
		return fromArchive(base, scratch, platform)
	}
}

func pull(base string, platform v1.Platform) (v1.Image, error) {
	reference, err := name.ParseReference(base)
	if err != nil {
		return nil, fmt.Errorf("%q is neither a file, a folder nor the reference of an image", base)
	}
	image, err := remote.Image(reference, remote.WithPlatform(platform), remote.WithAuthFromKeychain(authn.DefaultKeychain))
	if err != nil {
		return nil, fmt.Errorf("%s cannot be pulled: %w", base, err)
	}
	return image, nil
}

// fromArchive reads an OCI archive, or what `docker save` writes.
func fromArchive(path, scratch string, platform v1.Platform) (v1.Image, error) {
	if err := os.MkdirAll(scratch, 0o755); err != nil {
		return nil, err
	}
	if output, err := exec.Command("tar", "-xf", path, "-C", scratch).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s is not an archive: %s", path, output)
	}
	if _, err := os.Stat(filepath.Join(scratch, "index.json")); err == nil {
		return fromLayout(scratch, platform)
	}
	image, err := tarball.ImageFromPath(path, nil)
	if err != nil {
		return nil, fmt.Errorf("%s is neither an OCI archive nor one of docker save: %w", path, err)
	}
	return image, nil
}

func fromLayout(folder string, platform v1.Platform) (v1.Image, error) {
	images, err := imagesOf(folder)
	if err != nil {
		return nil, fmt.Errorf("%s is not an OCI layout: %w", folder, err)
	}
	for _, image := range images {
		file, err := image.ConfigFile()
		if err == nil && file.Platform().Satisfies(platform) {
			return image, nil
		}
	}
	return nil, fmt.Errorf("%s has no image for %s", folder, platform)
}

func imagesOf(layoutFolder string) ([]v1.Image, error) {
	index, err := layout.ImageIndexFromPath(layoutFolder)
	if err != nil {
		return nil, err
	}
	images, err := partial.FindImages(flatten(index), func(v1.Descriptor) bool { return true })
	if err == nil && len(images) == 0 {
		err = errors.New("it has no image")
	}
	return images, err
}

// flatten brings the images of an index within the layout's index to its top.
func flatten(index v1.ImageIndex) v1.ImageIndex {
	inner, err := partial.FindIndexes(index, match.MediaTypes(string(types.OCIImageIndex), string(types.DockerManifestList)))
	if err == nil && len(inner) > 0 {
		return inner[0]
	}
	return index
}
