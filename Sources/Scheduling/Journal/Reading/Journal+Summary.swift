import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads what the summary of a crawl needs.
extension Journal {
  /// Returns the addresses of documents by their record numbers.
  func addresses(of records: [RecordNumber]) throws(FrontierError) -> [WebAddress] {
    try attempt("read") {
      try database.read { db in
        try records.flatMap { number in
          try db.rows("SELECT url FROM address WHERE id = ?") {
            $0.add(number)
          } _: { row in
            try Journal.address(row.text(0))
          }
        }
      }
    }
  }
}
