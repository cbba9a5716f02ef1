import Files
import Statements
import Threads

extension Crawl {
  /// Saves memory and time in a process that only crawls; call it before anything else.
  ///
  /// It limits the number of heaps of the C library, turns off SQLite's memory statistics, raises the
  /// limit of open files and sockets, and gives the threads of libraries a stack that does not depend
  /// on `ulimit -s`, and makes a file that grows beyond `ulimit -f` an error, for the whole process.
  public static func prepareProcess() {
    ProcessMemory.limitHeaps()
    SQLiteLibrary.countNoMemory()
    DescriptorLimit.raise()
    WorkerThread.setStackOfLibraries()
    TerminationSignals.ignoreFileLimit()
  }
}
