internal import Bytes
internal import CrawlModel
internal import Markup

/// Reads the rights in an XMP packet (ISO 16684-1): a property may be an element or an attribute, and
/// its value a text, a resource or a list.
final class XMPRights: XMLSink {
  private struct Property {
    let name: MarkupName
    let namespace: String
    let kind: RightsStatement.Kind
  }

  private static let plus = "http://ns.useplus.org/ldf/xmp/1.0/"
  private static let creativeCommons = "http://creativecommons.org/ns#"
  private static let dublinCore = "http://purl.org/dc/elements/1.1/"
  private static let management = "http://ns.adobe.com/xap/1.0/rights/"

  private static let properties = [
    Property(name: "rights", namespace: dublinCore, kind: .copyrightNotice),
    Property(name: "creator", namespace: dublinCore, kind: .creator),
    Property(name: "webstatement", namespace: management, kind: .license),
    Property(name: "usageterms", namespace: management, kind: .usageTerms),
    Property(name: "owner", namespace: management, kind: .owner),
    Property(name: "marked", namespace: management, kind: .marked),
    Property(name: "license", namespace: creativeCommons, kind: .license),
    Property(name: "morepermissions", namespace: creativeCommons, kind: .acquireLicensePage),
    Property(name: "attributionname", namespace: creativeCommons, kind: .creditText),
    Property(name: "licensorurl", namespace: plus, kind: .acquireLicensePage),
    Property(name: "datamining", namespace: plus, kind: .dataMining),
    Property(
      name: "credit", namespace: "http://ns.adobe.com/photoshop/1.0/", kind: .creditText),
  ]

  private var rights: ImageRights
  private var depth = 0
  /// The property that is open, and its depth.
  private var property: (kind: RightsStatement.Kind, depth: Int)?
  /// Whether the values of the property are the same text in several languages, the first of which
  /// is the default.
  private var isAlternative = false
  private var hasValue = false
  private var text: [UInt8] = []
  /// The depth of an element whose content is about another image.
  private var foreignDepth: Int?

  private init(_ rights: ImageRights) { self.rights = rights }

  /// Reads a packet; one that is cut off or damaged is read as far as it goes.
  static func read(_ bytes: Span<UInt8>, _ range: Range<Int>, into rights: inout ImageRights) {
    let packet = bytes.extracting(range)
    let sink = XMPRights(rights)
    let text = CharacterEncoding.ofXML(packet).cleanText(packet)
    _ = try? XMLReader().read(text.span, into: sink)
    rights = sink.rights
  }

  func startElement(_ element: XMLElement) {
    depth += 1
    guard foreignDepth == nil else { return }
    switch element.name {
    // The images that this one was made of.
    case "pantry", "ingredients", "derivedfrom": foreignDepth = depth
    case "alt": isAlternative = property != nil
    case "li": text = []
    default: take(element)
    }
  }

  func endElement(_ name: MarkupName) {
    if let open = property, name == "li" || depth == open.depth {
      if !(isAlternative && hasValue) { add(open.kind, String(decoding: text, as: UTF8.self)) }
      text = []
      if depth == open.depth { property = nil }
    }
    if depth == foreignDepth { foreignDepth = nil }
    depth -= 1
  }

  func characters(_ piece: Span<UInt8>) {
    guard property != nil else { return }
    let count = min(piece.count, MetadataText.most - text.count)
    if count > 0 { text.append(piece.extracting(0..<count)) }
  }

  private func take(_ element: XMLElement) {
    for property in Self.properties {
      if let value = element.value(of: property.name, in: property.namespace) {
        add(property.kind, value)
      }
      guard element.name == property.name, element.namespace == property.namespace else { continue }
      if let resource = element["resource"] { add(property.kind, resource) }
      self.property = (property.kind, depth)
      isAlternative = false
      hasValue = false
      text = []
    }
  }

  private func add(_ kind: RightsStatement.Kind, _ value: String) {
    let statement = RightsStatement(kind, in: .xmp, value)
    if !statement.value.isEmpty { hasValue = true }
    rights.add(statement)
  }
}
