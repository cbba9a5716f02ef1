import Bytes

@testable import Extracting

/// The tokens of a JSON text, and what the readers of JSON make of it.
enum JSONTokens {
  /// What is wrong with them.
  static func fault(of input: [UInt8]) -> String? {
    let json = input.span
    var reader = JSONReader()
    var last = 0
    while let token = reader.next(in: json) {
      guard reader.position >= last, reader.position <= json.count else {
        return "\(token) ends at \(reader.position), after \(last), of \(json.count)"
      }
      last = reader.position
      switch token {
      case .key(let text), .string(let text):
        if let fault = rewritten(json.text(of: text)) { return fault }
      case .scalar, .beginObject, .endObject, .beginArray, .endArray: break
      }
    }
    for place in [JSONImages.Place.script, .attribute] {
      JSONImages.scan(json, in: place) { _ in }
    }
    for onlyObjects in [false, true] { JSONLDImages.scan(json, onlyObjects: onlyObjects) { _ in } }
    guard JSONLDRights.images(in: json).count <= JSONLDRights.maximumImages else {
      return "too many images with rights"
    }
    return nil
  }

  /// A text is the same after it was written and read again.
  private static func rewritten(_ text: String) -> String? {
    var writer = JSONWriter()
    writer.array { $0.add(text) }
    var reader = JSONReader()
    let bytes = writer.bytes
    let json = bytes.span
    while let token = reader.next(in: json) {
      guard case .string(let read) = token else { continue }
      let again = json.text(of: read)
      return again == text ? nil : "\(text.debugDescription) is read as \(again.debugDescription)"
    }
    return "\(text.debugDescription) is not read again"
  }
}
