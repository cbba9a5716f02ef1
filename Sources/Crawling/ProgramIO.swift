import Files
import Statements
import Threads

/// What a program round a crawl needs of the system: its streams, its terminal, its signals.
public enum ProgramIO {
  /// A stream that a program is started with.
  public enum Stream: Sendable {
    case output, error

    fileprivate var standard: StandardStream { self == .output ? .output : .error }
  }

  /// Writes bytes whole; lines from several threads are not mixed.
  public static func write(_ bytes: [UInt8], to stream: Stream) {
    stream.standard.write(bytes.span)
  }

  /// Whether a stream is a terminal.
  public static func isTerminal(_ stream: Stream) -> Bool { stream.standard.isTerminal }

  /// How many characters fit into a line of a stream's terminal.
  public static func columns(_ stream: Stream) -> Int? { stream.standard.columns }

  /// Makes a program ready that does nothing else; to be called first.
  public static func prepare() {
    ProcessMemory.limitHeaps()
    SQLiteLibrary.countNoMemory()
  }

  /// Ends the program with a code; what was written until now is written.
  public static func exit(_ code: Int32) -> Never { ProgramEnd.now(code) }

  /// Lets some time pass.
  public static func wait(_ pause: Duration) { _ = StopSign().wait(until: .now + pause) }

  /// The bytes of a file, or of standard input for a dash.
  ///
  /// - Throws: `CrawlError` when it cannot be read.
  public static func read(_ path: String) throws(CrawlError) -> [UInt8] {
    do throws(FileError) {
      return try WholeFile.read(path)
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
  }
}
