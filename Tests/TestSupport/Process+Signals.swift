public import Foundation
import Glibc

extension Process {
  /// Starts the program with no signal blocked, as a shell does.
  ///
  /// Threads of libdispatch block all signals, and a program inherits that.
  ///
  /// - Throws: what `run` throws.
  public func start() throws {
    var none = sigset_t()
    var blocked = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &blocked)
    defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
    try run()
  }
}
