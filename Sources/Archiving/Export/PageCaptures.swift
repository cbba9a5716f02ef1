import Addressing
import CrawlModel

/// When each address was archived, so that the list of pages has only what can be shown.
struct PageCaptures {
  private var dates: [UInt64: Timestamp] = [:]
  /// The number of records in the index.
  private(set) var recordCount = 0
  /// The time of the latest record.
  private(set) var latest: Timestamp?

  /// Adds a record.
  mutating func add(_ line: IndexLine) {
    recordCount += 1
    latest = max(latest ?? line.date, line.date)
    guard line.isSuccess else { return }
    let name = Fingerprint(line.address).value
    dates[name] = max(dates[name] ?? line.date, line.date)
  }

  /// Returns the address and the time under which a page is in the archive; `nil` if it is not.
  func place(of page: PageEntry) -> (address: String, date: Timestamp)? {
    guard page.kind == .page, page.status == .fetched || page.status == .unchanged else {
      return nil
    }
    // What a redirect leads to is a page of its own.
    let address = page.address.text
    guard page.finalAddress == nil || page.finalAddress == page.address else { return nil }
    return dates[Fingerprint(address).value].map { (address, $0) }
  }
}
