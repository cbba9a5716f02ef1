import Threads

/// What a limit on the address space of the process (`ulimit -v`) leaves for a crawl.
///
/// Where memory cannot be had, the standard library ends the process, so what is needed is made sure
/// before the crawl.
extension CrawlConfiguration {
  /// The address space that a crawl needs in any case: the program with its libraries, the journal,
  /// the stacks and heaps of two workers and what runs beside them.
  static let leastAddressSpace = 512_000_000
  /// The address space that a further worker needs.
  static let addressSpaceOfThread = 32_000_000

  /// Lowers the number of threads and the memory for documents to what a limit allows.
  ///
  /// - Parameter limit: the address space that the process may use, in bytes.
  /// - Throws: `CrawlError` if the limit is too low for a crawl.
  mutating func fit(addressSpace limit: Int) throws(CrawlError) {
    let left = limit - Self.leastAddressSpace
    guard left >= 0 else {
      throw CrawlError(
        .badSetting,
        "This process may use only \(limit / 1_000_000) MB of address space; a crawl needs at least "
          + "\(Self.leastAddressSpace / 1_000_000) MB. Raise it with 'ulimit -v unlimited'.")
    }
    senders = min(senders, 2 + left / 4 / Self.addressSpaceOfThread)
    threads = min(threads, 2 + left / 2 / Self.addressSpaceOfThread)
    // A part of the least is for documents.
    maximumMemory = min(maximumMemory, 128_000_000 + left / 2)
  }
}
