// Package boxtest helps other people's tests of ballot boxes: [Memory] and [Vault] are a
// store and a vault that forget everything with their process.
package boxtest
