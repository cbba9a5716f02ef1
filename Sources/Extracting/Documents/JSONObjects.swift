import Bytes

/// Reports the objects of a JSON document with selected members.
///
/// Objects are reported when they end, so inner ones before outer ones. Deeper nesting than in
/// feeds and manifests is skipped.
struct JSONObjects {
  /// The maximum nesting depth of objects and arrays.
  static let maximumDepth = 16
  /// The maximum length of a member in bytes.
  static let longestMember = 8 << 20

  /// An object.
  struct Object {
    /// The names of the enclosing members, outermost first; arrays have no name.
    var path: [String]
    /// The selected members with string values.
    var members: [String: String] = [:]

    subscript(name: String) -> String? { members[name] }
  }

  private let wanted: Set<String>

  init(wanted: Set<String>) { self.wanted = wanted }

  /// Reads a document; objects that are open at its end are reported.
  func read(_ json: Span<UInt8>, _ found: (Object) -> Void) {
    var reader = JSONReader()
    // `nil` represents an array.
    var open: [Object?] = []
    var tooDeep = 0
    var path: [[String]] = [[]]
    var key: JSONReader.Text?
    while let token = reader.next(in: json) {
      switch token {
      case .key(let text):
        key = text
        continue
      case .beginObject, .beginArray:
        guard tooDeep == 0, open.count < Self.maximumDepth else {
          tooDeep += 1
          break
        }
        var place = path[path.count - 1]
        if let key, key.range.count < 64 { place.append(json.text(of: key)) }
        path.append(place)
        open.append(token == .beginObject ? Object(path: place) : nil)
      case .endObject, .endArray:
        guard tooDeep == 0 else {
          tooDeep -= 1
          break
        }
        guard let last = open.popLast() else { break }
        path.removeLast()
        if let last { found(last) }
      case .string(let text):
        guard tooDeep == 0, let name = key, open.last ?? nil != nil,
          name.range.count < 64, text.range.count <= Self.longestMember
        else { break }
        let member = json.text(of: name)
        guard wanted.contains(member) else { break }
        open[open.count - 1]?.members[member] = json.text(of: text)
      case .scalar: break
      }
      key = nil
    }
    for case .some(let object) in open.reversed() { found(object) }
  }
}
