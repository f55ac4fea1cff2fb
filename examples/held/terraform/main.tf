variable "stage" {
  type = string
}

resource "aws_s3_bucket" "reports" {
  bucket_prefix = "reports-"
}

data "aws_iam_policy_document" "dashboard" {
  statement {
    sid       = "ReadReports"
    actions   = ["s3:GetObject"]
    resources = [aws_s3_bucket.reports.arn]
  }
  statement {
    sid       = "ReadOrders"
    actions   = ["dynamodb:GetItm", "dynamodb:Query"]
    resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/${var.stage}-orders"]
  }
}

resource "aws_iam_role" "dashboard" {
  name = "dashboard"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "dashboard" {
  role   = aws_iam_role.dashboard.id
  policy = data.aws_iam_policy_document.dashboard.json
}

module "alarms" {
  source  = "terraform-aws-modules/cloudwatch/aws"
  version = "5.7.1"
}
