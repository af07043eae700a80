# Runs a command of the lab for a program of the host: tells the lab the words, the folder and the environment, and lends it
# the standard streams. A frame is a letter, a length in four bytes, and that many bytes. See ClientConnection.
use strict;

my ($name) = $0 =~ m{([^/]*)$};
my ($lab, $input);
binmode $_ for *STDIN, *STDOUT, *STDERR;

sub give_up { print STDERR "patchbay: $name: the lab does not answer\n"; exit 126 }
sub all { my ($to, $bytes) = @_; while (length $bytes) { substr($bytes, 0, syswrite($to, $bytes) // return) = '' } 1 }
sub send_frame { all($lab, pack('a N/a*', @_)) or give_up() }
sub take {
  my $bytes = '';
  while (length $bytes < $_[0]) { sysread($lab, $bytes, $_[0] - length $bytes, length $bytes) or give_up() }
  $bytes;
}

socket($lab, 1, 1, 0) && connect($lab, pack('S a*', 1, '/run/patchbay/socket')) or give_up();
send_frame('A', $_) for $name, @ARGV;
send_frame('E', "$_=$ENV{$_}") for sort keys %ENV;
send_frame('D', readlink('/proc/self/cwd') // $ENV{PWD});
send_frame('T', join '', map { -t $_ ? 1 : 0 } *STDIN, *STDOUT, *STDERR);
send_frame('G', '');
while (1) {
  my ($type, $length) = unpack 'a N', take(5);
  my $bytes = take($length);
  if ($type eq 'O') { all(*STDOUT, $bytes) or exit 1 }
  elsif ($type eq 'E') { all(*STDERR, $bytes) or exit 1 }
  elsif ($type eq 'X') { exit $bytes }
  elsif ($type eq 'R') {
    # The lab may end the command while nobody types.
    my $ready = '';
    vec($ready, $_, 1) = 1 for fileno(STDIN), fileno($lab);
    select($ready, undef, undef, undef);
    next unless vec($ready, fileno(STDIN), 1);
    sysread(STDIN, $input, $bytes) // ($input = '');
    send_frame('I', $input);
  }
}
