"""Compares the CPU time of training steps of the learner and of PyTorch, on one thread, alternating.

    compare.py CLASSPATH [ROUNDS [FRACTION]]

Prints for each network and round the CPU time per step in milliseconds, and the ratio PyTorch / learner; for each
network also the median ratio. FRACTION is the fraction of the steps to run, 1 by default; a smaller one gives a quick
estimate. PyTorch uses the OpenBLAS library that the learner has unpacked, since the BLAS library of a distribution may
be the reference implementation, which takes twelve times as long.
"""

import glob
import os
import statistics
import subprocess
import sys

STEPS = {"mlp": 4000, "cnn": 16}
PYTORCH_STEPS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "steps.py")
OPENBLAS = os.path.expanduser("~/.javacpp/cache/*openblas*/org/bytedeco/openblas/*/libopenblas.so.0")


def milliseconds_per_step(command, network, steps, **variables):
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", **variables)
    arguments = command + [network, str(steps)]
    result = subprocess.run(arguments, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return 1000 * float(result.stdout.split()[-1]) / steps


def main(classpath, rounds, fraction):
    learner_command = ["java", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-cp", classpath,
                       "io.realign.lab.learner.TrainingStepBenchmark"]
    pytorch_command = [sys.executable, PYTORCH_STEPS]
    print("| network | round | learner, ms | PyTorch, ms | ratio |\n| --- | --- | --- | --- | --- |")
    for network, all_steps in STEPS.items():
        steps = max(1, round(all_steps * fraction))
        ratios = []
        for number in range(1, rounds + 1):
            learner = milliseconds_per_step(learner_command, network, steps)
            pytorch = milliseconds_per_step(
                pytorch_command, network, steps, LD_PRELOAD=sorted(glob.glob(OPENBLAS))[0])
            ratios.append(pytorch / learner)
            print(f"| {network} | {number} | {learner:.2f} | {pytorch:.2f} | {ratios[-1]:.2f} |", flush=True)
        print(f"| {network} | median | | | {statistics.median(ratios):.2f} |", flush=True)


if __name__ == "__main__":
    options = sys.argv[2:] + ["5", "1"][len(sys.argv) - 2:]
    main(sys.argv[1], int(options[0]), float(options[1]))
