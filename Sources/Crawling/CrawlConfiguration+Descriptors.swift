import Files

/// How many transfers the descriptors of the process are enough for.
extension CrawlConfiguration {
  /// The number of descriptors of a crawl without its threads and transfers: the folder, the journal
  /// with its readers, the standard streams.
  static let descriptorsOfCrawl = 30
  /// The number of descriptors of a worker thread.
  static let descriptorsOfThread = 4
  /// The number of descriptors of a thread that sends images to a store: its connection, and what the
  /// name service needs.
  static let descriptorsOfSender = 2
  /// The maximum number of descriptors of a transfer: its connection, one that is kept, what the name
  /// service needs, and a file.
  static let descriptorsOfTransfer = 4
  /// With fewer descriptors not even one transfer is possible.
  static let leastDescriptors = 28

  /// Lowers the numbers of threads and transfers to what a limit allows.
  ///
  /// - Parameter limit: the number of descriptors that the process may have open.
  /// - Returns: a sentence for the user if it had to; otherwise `nil`.
  /// - Throws: `CrawlError` if the limit is too low for a crawl.
  mutating func fit(descriptors limit: Int) throws(CrawlError) -> String? {
    let advice = "Raise it with 'ulimit -n 4096'."
    guard limit >= Self.leastDescriptors else {
      throw CrawlError(
        .badSetting,
        "This process may have only \(limit) files and sockets open; a crawl needs at least "
          + "\(Self.leastDescriptors). \(advice)")
    }
    let wanted = transfers
    // The store keeps up to an eighth of them for open folders.
    var room = limit - Self.descriptorsOfCrawl - limit / 8
    // With an archive, each thread has a file of it open.
    let ofFile = archives ? 1 : 0
    let ofThread = Self.descriptorsOfThread + ofFile
    if store != nil {
      let ofSender = Self.descriptorsOfSender + ofFile
      senders = max(1, min(senders, transfers, room / 4 / ofSender))
      room -= senders * ofSender
    }
    let each = ofThread + Self.descriptorsOfTransfer
    threads = max(1, min(threads, room / each))
    let transfersLeft = (room - threads * ofThread) / Self.descriptorsOfTransfer
    transfers = max(1, min(wanted, transfersLeft))
    guard transfers < wanted else { return nil }
    return "There were at most \(transfers) transfers at a time instead of \(wanted), because this "
      + "process may have only \(limit) files and sockets open. \(advice)"
  }
}
