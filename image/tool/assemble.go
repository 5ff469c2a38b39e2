package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

type request struct {
	recipe                    recipe
	version, revision, base   string
	created                   time.Time
	environment               repeated
	platforms                 []platformLayers
	layoutFolder, archiveFile string
}

type platformLayers struct {
	platform v1.Platform
	folders  []string
}

type repeated []string

func (r *repeated) String() string     { return strings.Join(*r, " ") }
func (r *repeated) Set(v string) error { *r = append(*r, v); return nil }

// assemble makes an image of folders, one layer each, and writes it as an OCI layout and as an archive.
func assemble(arguments []string) error {
	asked, err := readRequest(arguments)
	if err != nil {
		return err
	}
	defer os.RemoveAll(asked.scratch())
	made, err := asked.image()
	if err != nil {
		return err
	}
	reference := "docker.io/" + asked.recipe.Name + ":" + asked.version
	if err := writeLayout(asked.layoutFolder, made, reference, asked.version); err != nil {
		return err
	}
	if err := writeArchive(asked.layoutFolder, asked.archiveFile, asked.recipe.Name+":"+asked.version); err != nil {
		return err
	}
	digest, err := made.Digest()
	if err != nil {
		return err
	}
	fmt.Printf("%s:%s %s\n", asked.recipe.Name, asked.version, digest)
	return nil
}

func (r *request) scratch() string { return r.layoutFolder + ".base" }

func readRequest(arguments []string) (*request, error) {
	asked := &request{}
	flags := flag.NewFlagSet("assemble", flag.ExitOnError)
	recipeFile := flags.String("recipe", "", "")
	created := flags.String("created", "", "")
	flags.StringVar(&asked.version, "version", "", "")
	flags.StringVar(&asked.revision, "revision", "", "")
	flags.StringVar(&asked.base, "base", "", "")
	flags.StringVar(&asked.layoutFolder, "layout", "", "")
	flags.StringVar(&asked.archiveFile, "archive", "", "")
	flags.Var(&asked.environment, "env", "")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var err error
	if asked.recipe, err = readRecipe(*recipeFile); err != nil {
		return nil, err
	}
	if asked.created, err = time.Parse(time.RFC3339, *created); err != nil {
		return nil, fmt.Errorf("-created: %w", err)
	}
	for _, argument := range flags.Args() {
		platform, folders, found := strings.Cut(argument, "=")
		parsed, err := v1.ParsePlatform(platform)
		if !found || err != nil {
			return nil, fmt.Errorf("%q is not <os>/<architecture>=<folder>:…", argument)
		}
		asked.platforms = append(asked.platforms, platformLayers{*parsed, strings.Split(folders, ":")})
	}
	if len(asked.platforms) == 0 {
		return nil, errors.New("no platform is named")
	}
	return asked, nil
}

// image is a single one for one platform, and an index of them for several.
func (r *request) image() (mutate.Appendable, error) {
	var index v1.ImageIndex = mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for _, each := range r.platforms {
		image, err := r.imageFor(each)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", each.platform, err)
		}
		if len(r.platforms) == 1 {
			return image, nil
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add: image, Descriptor: v1.Descriptor{Platform: &each.platform}})
	}
	return index, nil
}

func (r *request) imageFor(each platformLayers) (v1.Image, error) {
	image, err := baseImage(r.base, r.scratch(), each.platform)
	if err != nil {
		return nil, err
	}
	for _, folder := range each.folders {
		layer, err := layerOf(folder, r.created)
		if err != nil {
			return nil, err
		}
		image, err = mutate.Append(image, mutate.Addendum{
			Layer:   layer,
			History: v1.History{Created: v1.Time{Time: r.created}, CreatedBy: "image/build: " + filepath.Base(folder)},
		})
		if err != nil {
			return nil, err
		}
	}
	return r.describe(image, each)
}

func (r *request) describe(image v1.Image, each platformLayers) (v1.Image, error) {
	inherited, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	file := inherited.DeepCopy()
	file.OS, file.Architecture, file.Variant = each.platform.OS, each.platform.Architecture, each.platform.Variant
	file.Created = v1.Time{Time: r.created}
	file.Config = *r.recipe.Config.DeepCopy()
	file.Config.Entrypoint = each.entrypoint(file.Config.Entrypoint)
	// such as certificates and time zones of a base of the user's
	file.Config.Env = append(append(append([]string{}, inherited.Config.Env...), file.Config.Env...), r.environment...)
	if file.Config.Labels == nil {
		file.Config.Labels = map[string]string{}
	}
	const label = "org.opencontainers.image."
	file.Config.Labels[label+"version"] = r.version
	file.Config.Labels[label+"revision"] = r.revision
	file.Config.Labels[label+"created"] = r.created.Format(time.RFC3339)
	return mutate.ConfigFile(image, file)
}

// entrypoint leaves the AOT cache out where none could be trained: a JVM that does not find it says so at each start.
func (p platformLayers) entrypoint(words []string) []string {
	var all []string
	for _, word := range words {
		cache, names := strings.CutPrefix(word, "-XX:AOTCache=")
		if !names || p.has(cache) {
			all = append(all, word)
		}
	}
	return all
}

func (p platformLayers) has(file string) bool {
	for _, folder := range p.folders {
		if _, err := os.Stat(filepath.Join(folder, file)); err == nil {
			return true
		}
	}
	return false
}

// writeLayout replaces the folder as a whole, so that it holds this image and nothing else.
func writeLayout(folder string, image mutate.Appendable, reference, tag string) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	path, err := layout.Write(folder, mutate.IndexMediaType(empty.Index, types.OCIImageIndex))
	if err != nil {
		return err
	}
	// containerd reads the first, skopeo and the specification the second
	annotations := layout.WithAnnotations(map[string]string{
		"io.containerd.image.name":          reference,
		"org.opencontainers.image.ref.name": tag,
	})
	switch of := image.(type) {
	case v1.Image:
		file, err := of.ConfigFile()
		if err != nil {
			return err
		}
		return path.AppendImage(of, annotations, layout.WithPlatform(*file.Platform()))
	case v1.ImageIndex:
		return path.AppendIndex(of, annotations)
	default:
		return fmt.Errorf("%T is neither an image nor an index", image)
	}
}
