import Addressing
public import Bytes
public import CrawlModel
public import Files
import Threads

/// The store that keeps each image as a file below `images`.
///
/// The same bytes are stored once. A file that is there already is never changed: when it has the
/// bytes that are to be stored it is taken over, otherwise another name is found. A file appears
/// under its name whole or not at all; that it also outlasts a power cut is only certain after
/// ``close()``.
///
/// One tree at a time may write to an output folder (see ``FolderLock``).
public final class FileTree: Store {
  /// The name of the folder in the output folder.
  public static let folderName = "images"

  private let output: Folder
  private let temporary: Folder
  private let layout: FileLayout
  private let placements: PlacementLog?
  private let folders: FolderTree
  private let ledger = Monitor(Ledger())

  /// Opens the tree, and makes its folder when absent.
  ///
  /// - Parameters:
  ///   - output: The output folder.
  ///   - temporary: A folder on the same file system, for files that are not yet whole.
  ///   - layout: How files are named.
  ///   - placements: Hears of each file before it appears under its name.
  /// - Throws: What kept the folder from being made.
  public init(
    output: Folder, temporary: Folder, layout: FileLayout = .site,
    placements: PlacementLog? = nil
  ) throws(StoreError) {
    do throws(FileError) {
      folders = FolderTree(root: try output.folder(Self.folderName, creating: true))
    } catch {
      throw StoreError(error, storing: Self.folderName)
    }
    self.output = output
    self.temporary = temporary
    self.layout = layout
    self.placements = placements
  }

  /// Tells the tree what an earlier run stored, so that the same bytes are found again under
  /// whatever name they have.
  ///
  /// - Parameters:
  ///   - digest: The digest of the bytes.
  ///   - file: The file, as ``StoredImage/file`` gave it.
  ///   - isOwned: Whether the records name an address that it was stored for, so that any other with
  ///     the same bytes is a duplicate.
  public func remember(_ digest: SHA256Digest, in file: String, isOwned: Bool = false) {
    guard file.hasPrefix(Self.folderName + "/") else { return }
    let path = String(file.dropFirst(Self.folderName.count + 1))
    ledger.withLock { $0.remember(digest, at: path, isOwned: isOwned) }
  }

  /// Whether a file that was stored is still there with as many bytes; that they are the same is not
  /// looked at.
  public func has(_ content: StoredContent) -> Bool {
    let count = try? output.byteCount(below: content.file)
    return count == .some(content.bytes)
  }

  /// Puts all files that were stored onto the device.
  public func synchronize() throws(StoreError) {
    do throws(FileError) {
      try output.synchronizeFileSystem()
      try placements?.forgetOldest()
    } catch {
      throw StoreError(error, storing: Self.folderName)
    }
  }

  /// Keeps an image; see ``Store/put(_:)``.
  public func put(_ image: FoundImage) throws(StoreError) -> StoredImage {
    do throws(FileError) {
      if let known = try find(image) {
        image.content.discard()
        return known
      }
      let opened = try folders.open(
        for: NamePlan.folderKey(of: image, layout: layout),
        { NamePlan.folders(of: image, layout: layout) }, firstSeen: noteEarlier)
      let plan = NamePlan(image, layout: layout, in: opened.names)
      if let stored = try store(image, plan, in: opened.place) {
        image.content.discard()
        return stored
      }
    } catch {
      image.content.discard()
      throw StoreError(error, storing: image.address.text)
    }
    image.content.discard()
    throw StoreError(code: .noFreeName, subject: image.address.text)
  }

  /// Drops what was taken down of names: every file has its record.
  public func forgetPlacements() throws(StoreError) {
    do throws(FileError) { try placements?.clear() } catch {
      throw StoreError(error, storing: Self.folderName)
    }
  }

  /// Puts all files onto the device.
  public func close() throws(StoreError) {
    folders.closeAll()
    do throws(FileError) {
      try output.synchronizeFileSystem()
    } catch {
      throw StoreError(error, storing: Self.folderName)
    }
  }

  /// Finds the file that has the bytes already.
  private func find(_ image: FoundImage) throws(FileError) -> StoredImage? {
    guard let entry = ledger.withLock({ $0.entry(image.content.digest) }) else { return nil }
    if entry.isConfirmed { return answer(entry.path, isDuplicate: true) }
    // Only an earlier run said so, and a file can be lost or changed in between.
    var names = entry.path.split(separator: "/").map(String.init)
    if let name = names.popLast() {
      let place = try folders.open(names, firstSeen: noteEarlier)
      if place.path + name == entry.path, try holds(place.folder, name, image) {
        return takeOver(entry.path, entry.path.nameKey, image, isOwned: entry.isOwned)
      }
    }
    ledger.withLock { $0.forget(image.content.digest) }
    return nil
  }

  /// Stores an image under the first name that is free; `nil` when none is.
  private func store(
    _ image: FoundImage, _ plan: NamePlan, in place: FolderTree.Place
  ) throws(FileError) -> StoredImage? {
    var staged: TemporaryFile?
    for attempt in 0..<NamePlan.attemptLimit {
      let name = plan.name(attempt)
      let path = place.path + name
      let key = path.nameKey
      var finding = ledger.withLock { $0.look(at: key, image.content.digest) }
      switch finding {
      case .free, .underway:
        // The bytes are written before the lock is taken, and once for all attempts.
        let file: TemporaryFile
        if let staged { file = staged } else { file = try stage(image) }
        staged = file
        finding = try move(file, to: place.folder, name, path, key, image.content.digest)
      case .stored, .taken, .earlier: break
      }
      switch finding {
      case .stored(let other):
        staged?.discard()
        return answer(other, isDuplicate: true)
      case .taken, .underway: continue
      case .free: return answer(path, isDuplicate: false)
      case .earlier:
        guard try holds(place.folder, name, image) else { continue }
        staged?.discard()
        return takeOver(path, key, image)
      }
    }
    return nil
  }

  /// Moves a whole file to its name unless the name or the content came in between; `.free` says
  /// that it was.
  ///
  /// Renaming takes its time and happens without the lock. Until it is done whoever wants the same
  /// name, or has the same content, waits, so that nobody is told of a file that is not there.
  private func move(
    _ file: TemporaryFile, to folder: Folder, _ name: String, _ path: String, _ key: Int,
    _ digest: SHA256Digest
  ) throws(FileError) -> Ledger.Finding {
    let finding = ledger.wait { ledger -> Decision<Ledger.Finding> in
      let finding = ledger.look(at: key, digest)
      switch finding {
      case .underway: return .sleep
      case .free: ledger.beginMove(to: key, digest)
      case .stored, .taken, .earlier: break
      }
      return .finish(finding)
    }
    guard case .free = finding else { return finding }
    var outcome: Ledger.Finding?
    defer {
      ledger.withLock { ledger in
        ledger.endMove(to: key)
        switch outcome {
        case .free: ledger.confirm(digest, at: path, key)
        case .earlier: ledger.addEarlier(key)
        case .stored, .taken, .underway, nil: break
        }
      }
      ledger.broadcast()
    }
    do throws(FileError) {
      try placements?.add(Self.folderName + "/" + path)
      try file.move(into: folder, as: name)
      outcome = .free
      return .free
    } catch  where error.code == .exists {
      // It is somebody else's, and must not be taken for one that a dead run left.
      try placements?.retract(Self.folderName + "/" + path)
      outcome = .earlier
      return .earlier
    }
  }

  /// Makes a file that was there before this run the place of an image.
  private func takeOver(
    _ path: String, _ key: Int, _ image: FoundImage, isOwned: Bool = false
  ) -> StoredImage {
    let other = ledger.wait { ledger -> Decision<String?> in
      if let entry = ledger.entry(image.content.digest), entry.isConfirmed {
        return .finish(entry.path)
      }
      // Another thread may just be giving the content a name of its own.
      if ledger.isMoving(image.content.digest) { return .sleep }
      ledger.confirm(image.content.digest, at: path, key)
      return .finish(nil)
    }
    return answer(other ?? path, isDuplicate: other != nil || isOwned)
  }

  private func stage(_ image: FoundImage) throws(FileError) -> TemporaryFile {
    switch image.content.place {
    case .file(let file): return file
    case .memory(let bytes):
      let file = try TemporaryFile(in: temporary)
      try file.append(bytes.span)
      return file
    }
  }

  /// Whether a file has exactly the bytes of an image.
  private func holds(
    _ folder: Folder, _ name: String, _ image: FoundImage
  ) throws(FileError) -> Bool {
    guard try folder.byteCount(of: name) == image.content.count else { return false }
    let digest = try MappedFile(name, in: folder).withSpan { SHA256Digest(of: $0) }
    return digest == image.content.digest
  }

  private func noteEarlier(_ place: FolderTree.Place, _ names: [String]) {
    ledger.withLock { ledger in
      for name in names { ledger.addEarlier((place.path + name).nameKey) }
    }
  }

  private func answer(_ path: String, isDuplicate: Bool) -> StoredImage {
    StoredImage(file: Self.folderName + "/" + path, isDuplicate: isDuplicate)
  }
}

extension ImageContent {
  /// Removes the file where there still is one.
  fileprivate func discard() {
    if case .file(let file) = place { file.discard() }
  }
}
