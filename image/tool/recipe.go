package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// recipe is what an image says of itself, whatever its version: a file beside image/build.
type recipe struct {
	Name   string    `json:"name"`
	Config v1.Config `json:"config"`
}

func readRecipe(path string) (recipe, error) {
	var read recipe
	text, err := os.ReadFile(path)
	if err != nil {
		return read, err
	}
	if err := json.Unmarshal(text, &read); err != nil {
		return read, fmt.Errorf("%s: %w", path, err)
	}
	return read, nil
}

// entrypoint prints the words of the command, one a line: the training run starts the product by the same.
func entrypoint(arguments []string) error {
	if len(arguments) != 1 {
		return errors.New("entrypoint takes a recipe")
	}
	read, err := readRecipe(arguments[0])
	if err != nil {
		return err
	}
	for _, word := range read.Config.Entrypoint {
		fmt.Println(word)
	}
	return nil
}
