// Package text knows Indonesian words: tokens, stems, stop words, synonyms.
package text
