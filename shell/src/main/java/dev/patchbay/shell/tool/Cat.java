package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Args;
import java.util.List;

/// `cat [-AbeEnstTuv] [file…]`.
public final class Cat implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "b|number-nonblank n|number s|squeeze-blank v|show-nonprinting E|show-ends "
                    + "T|show-tabs A|show-all e t u")
            .parse(args.rest());
    Program program = new Program(process);
    CatLines lines = new CatLines(options, program);
    List<String> files = options.operands().isEmpty() ? List.of("-") : options.operands();
    for (String path : files) {
      OpenFile file = program.open(path);
      if (file != null) {
        copy(program, lines, path, file);
      }
    }
    return program.status();
  }

  private static void copy(Program program, CatLines lines, String path, OpenFile file)
      throws FileException {
    try {
      if (lines.arePlain()) {
        copy(program, path, file);
      } else {
        LineReader reader = new LineReader(file);
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
          lines.print(line);
        }
      }
    } finally {
      file.close();
    }
  }

  private static void copy(Program program, String path, OpenFile file) throws FileException {
    byte[] block = new byte[65536];
    int read = read(program, path, file, block);
    while (read >= 0) {
      program.write(block, 0, read);
      program.process().flush();
      read = read(program, path, file, block);
    }
  }

  private static int read(Program program, String path, OpenFile file, byte[] block) {
    try {
      return file.read(block, 0, block.length);
    } catch (FileException e) {
      program.complain(path, e);
      return -1;
    }
  }
}
