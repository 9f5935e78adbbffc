"""The learner's steps beside PyTorch's, in turn: processor time of one thread.

    compare.py CLASSPATH [ROUNDS [SHARE]]

prints for each net and round the processor milliseconds a step of both, and the median of how many steps the learner
takes in the processor time that PyTorch needs for one. SHARE, 1 by default, of the steps of a round is for a quick look. PyTorch is given the OpenBLAS that the learner has unpacked: a
distribution's own may lean on the reference BLAS, which takes twelve times as long.
"""

import glob
import os
import statistics
import subprocess
import sys

STEPS = {"mlp": 4000, "cnn": 16}
PYTORCH_STEPS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "steps.py")
OPENBLAS = os.path.expanduser("~/.javacpp/cache/*openblas*/org/bytedeco/openblas/*/libopenblas.so.0")


def milliseconds(command, net, steps, **variables):
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", **variables)
    arguments = command + [net, str(steps)]
    done = subprocess.run(arguments, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return 1000 * float(done.stdout.split()[-1]) / steps


def main(classpath, rounds, share):
    ours = ["java", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-cp", classpath,
            "io.realign.lab.learner.TrainingStepBenchmark"]
    theirs = [sys.executable, PYTORCH_STEPS]
    print("| net | round | learner, ms | PyTorch, ms | ratio |\n| --- | --- | --- | --- | --- |")
    for net, all_steps in STEPS.items():
        steps = max(1, round(all_steps * share))
        ratios = []
        for number in range(1, rounds + 1):
            learner = milliseconds(ours, net, steps)
            torch = milliseconds(theirs, net, steps, LD_PRELOAD=sorted(glob.glob(OPENBLAS))[0])
            ratios.append(torch / learner)
            print(f"| {net} | {number} | {learner:.2f} | {torch:.2f} | {ratios[-1]:.2f} |", flush=True)
        print(f"| {net} | median | | | {statistics.median(ratios):.2f} |", flush=True)


if __name__ == "__main__":
    options = sys.argv[2:] + ["5", "1"][len(sys.argv) - 2:]
    main(sys.argv[1], int(options[0]), float(options[1]))
