package dev.patchbay.shell.tool;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;

/// Copies files and whole trees, for `cp` and for `mv` between file systems.
final class Copying {
  private final Program program;
  private final boolean recursive;
  private final boolean follows;
  private final boolean keeps;
  private final boolean force;

  /// @param follows whether what a symbolic link leads to is copied, not the link
  /// @param keeps whether mode and time are copied too
  Copying(Program program, boolean recursive, boolean follows, boolean keeps, boolean force) {
    this.program = program;
    this.recursive = recursive;
    this.follows = follows;
    this.keeps = keeps;
    this.force = force;
  }

  /// Copies one; whether all of it was.
  boolean copy(String from, String to) {
    FileStatus status = program.statusOf(from, follows);
    if (status == null) {
      program.complain("cannot stat '" + from + "': No such file or directory");
      return false;
    }
    if (status.isDirectory() && !recursive) {
      program.complain("-r not specified; omitting directory '" + from + "'");
      return false;
    }
    if (sameFile(from, to)) {
      program.complain("'" + from + "' and '" + to + "' are the same file");
      return false;
    }
    return switch (status.kind()) {
      case DIRECTORY -> directory(from, to, status);
      case SYMLINK -> link(from, to);
      default -> file(from, to, status);
    };
  }

  private boolean sameFile(String from, String to) {
    try {
      return program.statusOf(to, true) != null
          && program
              .files()
              .canonical(program.absolute(from))
              .equals(program.files().canonical(program.absolute(to)));
    } catch (FileException e) {
      return false;
    }
  }

  private boolean directory(String from, String to, FileStatus status) {
    try {
      FileStatus there = program.statusOf(to, true);
      if (there != null && !there.isDirectory()) {
        program.complain(
            "cannot overwrite non-directory '" + to + "' with directory '" + from + "'");
        return false;
      }
      if (there == null) {
        program.files().makeDirectory(program.absolute(to), status.mode() | 0700);
      }
      boolean all = true;
      for (String name : program.files().list(program.absolute(from))) {
        all &= copy(from + "/" + name, to + "/" + name);
      }
      return all;
    } catch (FileException e) {
      program.complain("cannot create directory '" + to + "': " + e.errno().text());
      return false;
    }
  }

  private boolean link(String from, String to) {
    try {
      if (program.statusOf(to, false) != null) {
        program.files().remove(program.absolute(to));
      }
      program
          .files()
          .makeLink(program.absolute(to), program.files().readLink(program.absolute(from)));
      return true;
    } catch (FileException e) {
      program.complain("cannot create symbolic link '" + to + "': " + e.errno().text());
      return false;
    }
  }

  private boolean file(String from, String to, FileStatus status) {
    if (program.isDirectory(to)) {
      program.complain("cannot overwrite directory '" + to + "' with non-directory");
      return false;
    }
    OpenFile in;
    try {
      in = program.files().open(program.absolute(from), OpenMode.READ, 0);
    } catch (FileException e) {
      program.complain("cannot open '" + from + "' for reading: " + e.errno().text());
      return false;
    }
    try {
      contents(in, to, status);
      return true;
    } catch (FileException e) {
      program.complain("cannot create regular file '" + to + "': " + e.errno().text());
      return false;
    } finally {
      in.close();
    }
  }

  private void contents(OpenFile in, String to, FileStatus status) throws FileException {
    String place = program.absolute(to);
    int umask = keeps ? 0 : program.process().umask();
    if (force && program.statusOf(to, true) != null && (status.mode() & 0200) == 0) {
      program.files().remove(place);
    }
    OpenFile out = program.files().open(place, OpenMode.WRITE, status.mode() & 0777 & ~umask);
    try {
      byte[] all = in.readAll();
      out.write(all, 0, all.length);
    } finally {
      out.close();
    }
    if (keeps) {
      program.files().changeMode(place, status.mode());
      program.files().changeTime(place, status.modified());
    }
  }
}
