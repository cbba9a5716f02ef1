import Glibc

/// The sanitizer that the tests run under, if any.
public enum Sanitizer {
  /// Whether the tests run under a sanitizer.
  ///
  /// It reserves much address space and makes system calls of its own, which a confined process may not.
  public static let isOn =
    dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
}
