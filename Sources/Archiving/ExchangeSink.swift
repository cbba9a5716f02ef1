public import CrawlModel
public import Files

/// Records what one worker exchanges with servers.
///
/// Belongs to the thread of its worker.
public protocol ExchangeSink: AnyObject {
  /// Records the exchange of a result, if it has one; called before its content is used.
  ///
  /// - Returns: `false` if the server answered that content has not changed which the archive does
  ///   not have; nothing was recorded then.
  /// - Throws: the error that prevented writing. What was recorded before stays whole.
  func add(_ fetched: Fetched) throws(FileError) -> Bool

  /// Completes the exchange that was added last; it survives the process from here on.
  ///
  /// - Parameter findings: what the content turned out to be; `nil` if it was not read.
  /// - Throws: the error that prevented writing.
  func complete(_ findings: Findings?) throws(FileError)

  /// Ends the recording.
  ///
  /// - Throws: the error that prevented writing.
  func close() throws(FileError)
}
