package dev.patchbay.lab.capture;

import java.nio.file.Path;

/// How a run is captured.
///
/// @param file where to
/// @param filter which packets, in the language of pcap-filter(7); empty for all
/// @param size bytes after which a file is full, or 0 for no bound
/// @param files how many files are kept, the newest ones, if there is a bound
public record CaptureOptions(Path file, String filter, long size, int files) {}
