import Bytes

extension String {
  /// The text without surrounding ASCII white space.
  var trimmingHTMLSpace: Substring {
    let bytes = utf8
    let count = bytes.count
    // Most texts have none.
    if count > 0, !bytes.span[0].isASCIIWhitespace, !bytes.span[count - 1].isASCIIWhitespace {
      return self[...]
    }
    var start = startIndex
    var end = endIndex
    while start < end, utf8[start].isASCIIWhitespace { start = utf8.index(after: start) }
    while start < end, utf8[utf8.index(before: end)].isASCIIWhitespace {
      end = utf8.index(before: end)
    }
    return self[start..<end]
  }

  /// The words separated by ASCII white space, in ASCII lower case.
  var lowercasedWords: [String] {
    utf8.split(whereSeparator: \.isASCIIWhitespace).map { word in
      String(decoding: word.map(\.lowercasedASCII), as: UTF8.self)
    }
  }
}
