// Package boxtest helps other people's tests of ballot boxes. [TestStore] has the tests that
// every [box.Store] passes, for those who write one of their own; [Memory] and [Vault] are
// a store and a vault that forget everything with their process, for the tests of hosts.
//
//	func TestStore(t *testing.T) {
//		boxtest.TestStore(t, func(t *testing.T) func() (box.Store, error) {
//			dir := t.TempDir()
//			return func() (box.Store, error) { return mystore.Open(dir) }
//		})
//	}
//
// That a store survives a loss of power cannot be tested from outside; see the package
// files for how it is done there.
package boxtest
