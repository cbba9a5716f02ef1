import Glibc

/// Ending the program.
public enum ProgramEnd {
  /// Flushes the standard streams and ends the program at once.
  ///
  /// The exit handlers of libraries are skipped: they take time and touch memory only to free it.
  ///
  /// - Parameter code: the exit code.
  public static func now(_ code: Int32) -> Never {
    fflush(nil)
    _exit(code)
  }
}
