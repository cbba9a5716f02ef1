import Addressing
import Bytes
import CrawlModel

extension JSONObject {
  /// Writes what was said against taking something, or nothing where nobody said anything.
  mutating func optOuts(_ optOuts: [OptOut]) {
    guard !optOuts.isEmpty else { return }
    array("opt_outs") { list in
      for optOut in optOuts {
        list.object { entry in
          entry.member("signal", optOut.signal.rawValue)
          entry.member("where", optOut.place.rawValue)
          entry.member("url", optOut.source.text)
          entry.member("value", optOut.value)
        }
      }
    }
  }
}
