import Bytes
import CrawlModel
import Files
import Likeness
import Threads

/// Computes the hashes of images with several processes at once.
struct HashingTeam {
  /// The maximum number of processes; each may need the memory for a large image.
  static let mostProcesses = 4

  /// What became of an image.
  enum Result {
    case hashes(ImageHashes)
    case omitted(SimilarImages.Omission)
  }

  private struct State {
    var next = 0
    var results: [Result?]
    var failure: (any Error)?
    let cache: HashCache
  }

  let files: any ImageFiles
  let decoder: [String]
  /// How long one image may take.
  let patience: Duration

  /// Returns the result for each image, in their order.
  ///
  /// - Throws: `CrawlError` if no process decodes, or a file cannot be read.
  func results(
    of images: [(image: SimilarImages.Image, format: Luma.Format)], _ cache: HashCache
  ) throws -> [Result] {
    let state = Monitor(
      State(results: [Result?](repeating: nil, count: images.count), cache: cache))
    let count = min(images.count, Processors.online, Self.mostProcesses)
    // This thread works too, and so do as many others as the system allows.
    let workers = (1..<max(1, count)).compactMap { _ in
      try? WorkerThread(name: "hashes") { work(on: images, state) }
    }
    work(on: images, state)
    for worker in workers { worker.join() }
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.results.compactMap(\.self)
    }
  }

  private func work(
    on images: [(image: SimilarImages.Image, format: Luma.Format)], _ state: Monitor<State>
  ) {
    let milliseconds = Int(clamping: patience.components.seconds * 1000)
    let process = DecoderProcess(decoder, patience: max(1, milliseconds))
    while true {
      let next: Int? = state.withLock { state in
        guard state.failure == nil, state.next < images.count else { return nil }
        state.next += 1
        return state.next - 1
      }
      guard let next else { return }
      do {
        let (result, entry) = try result(for: images[next], process)
        state.withLock { state in
          state.results[next] = result
          if let (digest, entry) = entry { state.cache.add(entry, for: digest) }
        }
      } catch {
        state.withLock { $0.failure = $0.failure ?? error }
      }
    }
  }

  private func result(
    for image: (image: SimilarImages.Image, format: Luma.Format), _ process: DecoderProcess
  ) throws -> (Result, (SHA256Digest, HashCache.Entry)?) {
    guard image.image.bytes <= DecoderProcess.mostBytes else { return (.omitted(.tooLarge), nil) }
    guard let file = try files.open(image.image.file, bytes: image.image.bytes),
      file.byteCount == image.image.bytes
    else { return (.omitted(.changed), nil) }
    // One byte more shows whether the file has grown.
    var bytes = [UInt8](repeating: 0, count: image.image.bytes + 1)
    let count = try file.read(into: &bytes)
    bytes.removeLast(bytes.count - count)
    let digest = SHA256Digest(of: bytes.span)
    guard digest.hex == image.image.sha256 else { return (.omitted(.changed), nil) }
    switch try process.hashes(of: bytes, as: image.format) {
    case .success(let hashes): return (.hashes(hashes), (digest, .hashes(hashes)))
    case .failure(.crashed), .failure(.timedOut): return (.omitted(.decoderFailed), nil)
    case .failure(.refused(.noMemory)): return (.omitted(.tooLarge), nil)
    case .failure(.refused(let fault)):
      return (.omitted(Self.omission(for: fault)), (digest, .fault(fault)))
    }
  }

  /// Why an image is left out that the decoder refuses.
  static func omission(for fault: Luma.Fault) -> SimilarImages.Omission {
    fault == .damaged ? .damaged : .tooLarge
  }
}
