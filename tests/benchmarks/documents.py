"""What the course documents printed, one run each. Accuracies in percent; epochs count from 1.

Stands alone so that the benchmark and the figures of the handout read the same numbers.
"""

# Blog: 784-256-10, He normal, Adam 1e-3, batches of 256, all 60,000 rows.
BLOG_UNTRAINED = (8.7, 9.0)  # training, test
BLOG_TEST = (94.5, 96.0, 96.7, 97.1, 97.3, 97.5, 97.8, 97.8, 97.9, 97.8)
BLOG_TRAIN_LAST = 99.5
BLOG_LOSS = (0.380, 0.167, 0.117, 0.090, 0.072, 0.058, 0.049, 0.040, 0.034, 0.028)

# KECE470, homework 3: 784-1024-10, He uniform, SGD 0.1, batches of 100 with drop_last, 54,000/6,000.
KECE_TEST = (
    93.25, 94.55, 95.62, 96.09, 96.41, 96.72, 97.10, 97.16, 97.28, 97.40, 97.37, 97.48, 97.69, 97.75, 97.73,
    97.81, 97.87, 97.73, 97.78, 97.69, 97.72, 97.92, 97.80, 97.88, 97.79, 98.02, 97.99, 98.02, 97.88, 98.10,
)  # fmt: skip
KECE_VALIDATION = (
    93.03, 94.62, 95.50, 96.07, 96.27, 96.60, 97.12, 96.97, 97.17, 97.48, 97.68, 97.53, 97.65, 97.50, 97.70,
    97.77, 97.83, 97.73, 97.97, 97.77, 97.95, 97.83, 97.93, 98.02, 98.00, 98.05, 97.82, 98.02, 98.05, 98.02,
)  # fmt: skip
KECE_LOSS = (0.390603870, 0.014809718)  # first and last epoch
KECE_CONVERGED = 25  # its own answer: from about this epoch on, accuracies stay in this range
KECE_RANGE = (97.6, 98.1)
KECE_SPAN = 0.5  # percentage points

# SNU lab 3, part 2: 784-32-BN-10, Adam, batches of 256; each accuracy on one batch of 256 test images.
SNU_TEST = {26: 96.484375, 28: 96.09375, 30: 97.265625}
SNU_BATCHES = 235
SNU_LOSS = {26: 347.42033445835114, 30: 347.00972402095795}  # summed over the 235 batches of an epoch
SNU_FLOOR = 1.4612  # cross-entropy of the best possible probabilities over ten classes, taken for scores
SNU_WHOLE = (96.0, 98.0)  # what the whole test set should give with the model put right

# Hanyang lab 03: probabilities for (0,0), (0,1), (1,0), (1,1).
AND_8000 = (2.5810e-05, 2.5644e-02, 2.5644e-02, 9.6408e-01)
XOR = (1.8329e-04, 9.9974e-01, 9.9968e-01, 3.3466e-04)

MINIBATCH_OPTIMUM = 0.8  # SNU: one input, 80 labels 1 and 20 labels 0
