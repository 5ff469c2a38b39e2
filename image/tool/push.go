package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// push sends the images of layouts to a registry under their own names, as the user whom `docker login` (or podman's,
// or skopeo's) has left in the usual file. A registry on this machine is spoken to by plain HTTP.
func push(arguments []string) error {
	if len(arguments) < 2 || arguments[0] == "" {
		return errors.New("say where to: make push REGISTRY=registry.example.com/team")
	}
	for _, folder := range arguments[1:] {
		if err := pushLayout(strings.TrimSuffix(arguments[0], "/"), folder); err != nil {
			return err
		}
	}
	return nil
}

func pushLayout(registry, folder string) error {
	path, err := layout.FromPath(folder)
	if err != nil {
		return fmt.Errorf("%s is not built yet: make image", folder)
	}
	index, err := path.ImageIndex()
	if err != nil {
		return err
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		return err
	}
	for _, descriptor := range manifest.Manifests {
		image := strings.TrimPrefix(descriptor.Annotations["io.containerd.image.name"], "docker.io/")
		reference, err := name.ParseReference(registry + "/" + image)
		if err != nil {
			return fmt.Errorf("REGISTRY=%s: %w", registry, err)
		}
		if err := pushDescriptor(reference, index, descriptor); err != nil {
			return fmt.Errorf("%s cannot be pushed: %w", reference, err)
		}
		fmt.Printf("%s@%s\n", reference, descriptor.Digest)
	}
	return nil
}

func pushDescriptor(reference name.Reference, index v1.ImageIndex, descriptor v1.Descriptor) error {
	credentials := remote.WithAuthFromKeychain(authn.DefaultKeychain)
	if descriptor.MediaType.IsIndex() {
		inner, err := index.ImageIndex(descriptor.Digest)
		if err != nil {
			return err
		}
		return remote.WriteIndex(reference, inner, credentials)
	}
	image, err := index.Image(descriptor.Digest)
	if err != nil {
		return err
	}
	return remote.Write(reference, image, credentials)
}
