package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tree of files at one place: the lab's memory, `/proc`, the host. Paths are relative to its
/// root, without `.`, `..`, double or outer slashes; the root itself is the empty path. Symbolic
/// links are followed by [Files], not here.
public interface FileTree {
  /// What `lstat` tells, or null when there is no such file.
  @Nullable FileStatus status(String path);

  /// Whether [#status] may find a file behind a link that stands on the way to it.
  default boolean seesThroughLinks() {
    return true;
  }

  /// The names in a directory, sorted.
  List<String> list(String path) throws FileException;

  /// Opens the file; `mode` are the permission bits of one that is made.
  OpenFile open(String path, OpenMode how, int mode) throws FileException;

  /// Where a symbolic link points.
  default String readLink(String path) throws FileException {
    throw new FileException(Errno.EINVAL);
  }

  default void makeDirectory(String path, int mode) throws FileException {
    throw new FileException(Errno.EROFS);
  }

  default void makeLink(String path, String target) throws FileException {
    throw new FileException(Errno.EROFS);
  }

  /// Makes a named pipe.
  default void makeFifo(String path, int mode) throws FileException {
    throw new FileException(Errno.EROFS);
  }

  /// Removes a file, or a directory that is empty.
  default void remove(String path) throws FileException {
    throw new FileException(Errno.EROFS);
  }

  default void rename(String from, String to) throws FileException {
    throw new FileException(Errno.EROFS);
  }

  /// Changes the permission bits.
  default void changeMode(String path, int mode) throws FileException {
    throw new FileException(Errno.EROFS);
  }

  /// Changes the time of last change, in nanoseconds since 1970.
  default void changeTime(String path, long modified) throws FileException {
    throw new FileException(Errno.EROFS);
  }
}
