package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `tee [-ai] [file…]`.
public final class Tee implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "a|append i|ignore-interrupts p").parse(args.rest());
    Program program = new Program(process);
    OpenMode how = options.has("append") ? OpenMode.APPEND : OpenMode.WRITE;
    Map<String, OpenFile> files = new LinkedHashMap<>();
    for (String path : options.operands()) {
      try {
        files.put(path, program.files().open(program.absolute(path), how, 0666 & ~process.umask()));
      } catch (FileException e) {
        program.complain(path, e);
      }
    }
    try {
      copy(program, files);
    } finally {
      files.values().forEach(OpenFile::close);
    }
    return program.status();
  }

  private static void copy(Program program, Map<String, OpenFile> files) throws FileException {
    OpenFile input = program.process().file(0);
    byte[] block = new byte[65536];
    int read = input.read(block, 0, block.length);
    while (read >= 0) {
      program.write(block, 0, read);
      program.process().flush();
      for (String path : new ArrayList<>(List.copyOf(files.keySet()))) {
        write(program, files, path, block, read);
      }
      read = input.read(block, 0, block.length);
    }
  }

  /// A file that cannot be written is told once and left out from then on.
  private static void write(
      Program program, Map<String, OpenFile> files, String path, byte[] block, int length) {
    OpenFile file = files.get(path);
    try {
      if (file != null) {
        file.write(block, 0, length);
      }
    } catch (FileException e) {
      program.complain(path, e);
      files.remove(path);
    }
  }
}
