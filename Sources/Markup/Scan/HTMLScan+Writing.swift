import Bytes

extension HTMLScan {
  /// Writes a start tag with the selected attributes.
  mutating func write(_ tag: inout Tag, isSelfClosing: Bool, ofAnchor isPlain: Bool) {
    noteTag()
    if tag.isOdd { return writeAsItStands(&tag, isSelfClosing: isSelfClosing) }
    let attributes = attributes[..<tag.writtenCount]
    if tag.isTidy, !isPlain || attributes.allSatisfy(\.isOfPlainLink) {
      repair.copy(tag.name.lowerBound - 1..<tag.end - 1)
      return close(isSelfClosing)
    }
    repair.output.append(UInt8(ascii: "<"))
    repair.copy(tag.name)
    var hasAttribute = false
    for attribute in attributes where !isPlain || attribute.isOfPlainLink {
      hasAttribute = true
      repair.output.append(0x20)
      repair.copy(attribute.name)
      guard attribute.hasValue else { continue }
      repair.output.append(UInt8(ascii: "="))
      if attribute.value.isEmpty {
        repair.output.append(contentsOf: "\"\"".utf8)
      } else if attribute.hasReference {
        repair.copyValue(attribute.value)
      } else {
        repair.copy(attribute.value)
      }
    }
    if !hasAttribute, tag.hasAttributes, tag.facts.role.contains(.presence) {
      repair.output.append(contentsOf: " id".utf8)
    }
    close(isSelfClosing)
  }

  private mutating func close(_ isSelfClosing: Bool) {
    if isSelfClosing {
      repair.output.append(0x20)
      repair.output.append(UInt8(ascii: "/"))
    }
    repair.output.append(UInt8(ascii: ">"))
  }

  /// Writes a tag as `HTMLRepair` does.
  private mutating func writeAsItStands(_ tag: inout Tag, isSelfClosing: Bool) {
    guard repair.scanTag(nameAt: tag.name.lowerBound) != nil else { return }
    if tag.isSelfClosing, !isSelfClosing {
      repair.edits.append(
        HTMLRepair.Edit(start: tag.end - 2, end: tag.end - 1, replacement: .blank))
    }
    repair.copy(tag.name.lowerBound - 1..<tag.end, with: repair.edits)
  }

  // MARK: Removed elements

  /// Writes the removed elements that protect the innermost written one from being ended.
  @inline(__always)
  mutating func shield(from code: ElementTable.Code) {
    let last = open.lastWritten
    guard open.hasBody, last >= 0, last < open.elements.count - 1,
      open.table.ends(code, open: open.elements[last].code)
    else { return }
    writeElements(above: last)
  }

  private mutating func writeElements(above last: Int) {
    for index in (last + 1)..<open.elements.count {
      repair.output.append(UInt8(ascii: "<"))
      writeName(of: open.elements[index])
      repair.output.append(UInt8(ascii: ">"))
      open.write(at: index)
    }
  }

  mutating func writeName(of element: OpenElements.Element) {
    if Int(element.code) < ElementTable.names.count {
      let name = ElementTable.names[Int(element.code)]
      repair.output.append(
        contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    } else {
      repair.copy(element.name)
    }
  }
}
