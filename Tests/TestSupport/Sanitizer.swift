import Glibc

/// The sanitizer that the tests and the program are built with.
public enum Sanitizer {
  /// Whether it is Thread Sanitizer, which needs a temporary file of its own.
  public static let isThread = dlsym(nil, "__tsan_init") != nil
}
