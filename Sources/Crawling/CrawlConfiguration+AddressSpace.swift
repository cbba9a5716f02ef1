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
  /// The address space that is no data: the program with its libraries, and what the heaps reserve.
  static let addressSpaceBesideData = 256_000_000

  /// Lowers the number of threads and the memory for documents to what a limit allows.
  ///
  /// - Parameters:
  ///   - limit: the address space that the process may use, in bytes.
  ///   - data: the memory for data that it may use (`ulimit -d`), in bytes.
  /// - Throws: `CrawlError` if one of them is too low for a crawl.
  mutating func fit(addressSpace limit: Int, data: Int = .max) throws(CrawlError) {
    let leastData = Self.leastAddressSpace - Self.addressSpaceBesideData
    guard limit >= Self.leastAddressSpace else {
      throw Self.tooLittle(limit, "address space", Self.leastAddressSpace, "ulimit -v")
    }
    guard data >= leastData else {
      throw Self.tooLittle(data, "memory for data", leastData, "ulimit -d")
    }
    let left = min(limit - Self.leastAddressSpace, data - leastData)
    threads = min(threads, 2 + left / 2 / Self.addressSpaceOfThread)
    // A part of the least is for documents.
    maximumMemory = min(maximumMemory, 128_000_000 + left / 2)
  }

  private static func tooLittle(
    _ limit: Int, _ what: String, _ least: Int, _ command: String
  ) -> CrawlError {
    CrawlError(
      .badSetting,
      "This process may use only \(limit / 1_000_000) MB of \(what); a crawl needs at least "
        + "\(least / 1_000_000) MB. Raise it with '\(command) unlimited'.")
  }
}
