import Addressing
import Bytes
import CrawlModel

extension JSONObject {
  /// Writes the opt-outs that apply to a document or an image; nothing if there are none.
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
