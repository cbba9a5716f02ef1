public import CrawlModel
import Reporting

extension Inspection.Address {
  /// The result as one JSON line in UTF-8.
  public var jsonLine: [UInt8] { InspectionJSON.line(self) }
}

extension Inspection.Image {
  /// The result as one JSON line in UTF-8.
  public var jsonLine: [UInt8] { InspectionJSON.line(self) }
}

extension Inspection.Permission {
  /// The result as one JSON line in UTF-8.
  public var jsonLine: [UInt8] { InspectionJSON.line(self) }
}

extension Inspection.Document {
  /// The links as JSON lines in UTF-8.
  public var jsonLines: [UInt8] { InspectionJSON.lines(self) }
}
