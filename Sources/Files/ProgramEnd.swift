import Glibc

/// The end of a program.
public enum ProgramEnd {
  /// Ends the program at once, with all that was written to the standard streams.
  ///
  /// What libraries would do at the end, each of them, is for programs that go on without them: it
  /// costs time and brings their pages back into memory.
  ///
  /// - Parameter code: what the program answers.
  public static func now(_ code: Int32) -> Never {
    fflush(nil)
    _exit(code)
  }
}
